// Run by MongoDB's image when its volume is new. The origin gets its own database and no other.
db.getSiblingDB('admin').createUser({
  user: process.env.MONGODB_USERNAME,
  pwd: process.env.MONGODB_PASSWORD,
  roles: [{ role: 'readWrite', db: process.env.MONGODB_DATABASE }],
})
