import { writeFileSync } from 'node:fs';
import { PERMISSIONS_PAGE, permissionsPage } from './support/permissions-page';

/** Writes the pages of docs/ that are made from the code. */
writeFileSync(PERMISSIONS_PAGE, permissionsPage());
process.stdout.write(`${PERMISSIONS_PAGE}\n`);
