import { isMainThread } from 'node:worker_threads';

// Preloaded into what the launcher starts. The channel to the launcher closes when that ends, in whatever way, and
// nobody should be left behind to hold the port. Next hands this on to workers of its own, whose channels are its.
if (isMainThread && process.channel && String(process.ppid) === process.env.SITEWARD_PARENT) {
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}
