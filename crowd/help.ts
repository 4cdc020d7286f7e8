export const HELP = `npm run crowd -- --room demo     fans who join, wait, shop and leave, as pages and apps would

--url URL            of the server (http://127.0.0.1:8787, or PORT)
--room NAME          of the room (demo)
--lane NAME          the room's first lane, unless named
--fans N             how many (2,000); with --forever, how many at once
--per-second N       how many come in a second (all within 20 s)
--seconds N          after so long it is over, whoever still waits (900)
--seed N             the same crowd again (1)
--cap N              the room's cap, to check R1: it is not published
--transports SHARES  in percent, 100 together (socket=60,stream=20,poll=15,page=5):
                     who holds a socket or an event stream, who polls, and whose
                     page has no script
--forever            goes on until Ctrl-C, and checks nothing
--record FILE        writes what each fan was told and did, one a line
--json               one JSON object instead of the table

Shares from 0 to 1, of all fans:
--no-shows           let their first turn pass                        (0.04)
--come-backs         of those: say "I'm here" afterwards              (0.5)
--reloads            reload their page once                           (0.1)
--lost-sockets       lose their socket or stream once                 (0.1)
--leavers            leave when out of patience                       (0.05)
--silent-goers       go without releasing their session               (0.1)
Seconds:
--patience           of those who leave, half have less               (60)
--shopping           half shop for less                               (20)
--clock-error        how wrong a fan's own clock may be               (86,400)

Ends with 0 when all is well, 1 when a rule was broken or somebody was not
served, 2 when it was asked for something it cannot do.`
