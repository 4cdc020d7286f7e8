import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * Speaks MongoDB's protocol on 127.0.0.1 and keeps the data in one file. A double, not MongoDB: no
 * transactions, partial indexes, update pipelines or replication, and nobody has to sign in.
 */
public final class MongoDouble extends H2Backend {
  /** What asks only. Anything else may have written. */
  private static final Set<String> READS =
      Set.of("find", "getmore", "aggregate", "count", "distinct", "ismaster", "hello", "ping");

  private MongoDouble(MVStore store) {
    super(store);
  }

  /** What was answered outlives a kill, as it does in MongoDB: by itself H2 writes once a second. */
  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    Document answer = super.handleCommand(channel, database, command, query);
    if (!READS.contains(command.toLowerCase())) commit();
    return answer;
  }

  /** The driver wants more than the library's own versions say. */
  private static final class Version implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0, 0);
    }

    @Override
    public int getWireVersion() {
      return 13;
    }
  }

  public static void main(String[] args) {
    MVStore store = MVStore.open(args[0]);
    // By default what is outdated stays for 45 s, and with a commit a write that is gigabytes. It
    // guards against a disk that writes in another order; a kill leaves the order as it was.
    store.setRetentionTime(0);
    MongoDouble backend = new MongoDouble(store);
    backend.version(new Version());
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
