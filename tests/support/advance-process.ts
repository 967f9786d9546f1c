import { closeDatabase, openDatabase } from '@/lib/db/client';
import { advance } from './retirements';

/** Advances the retirements of a database in a process of its own, so that a test can kill it. Says when it begins. */
const [url = '', at = '', size = '100'] = process.argv.slice(2);
const db = openDatabase(url, { role: 'siteward_app', poolSize: 2 });
process.stdout.write('begins\n');
await advance({ db }, new Date(at), { size: Number(size) });
await closeDatabase(db);
