import { writeFileSync } from 'node:fs';
import { PERMISSIONS_PAGE, permissionsPage } from './support/permissions-page';
import { POLICIES_PAGE, policiesPage } from './support/policies-page';

/** Writes the pages of docs/ that are made from the code. */
writeFileSync(PERMISSIONS_PAGE, permissionsPage());
writeFileSync(POLICIES_PAGE, policiesPage());
process.stdout.write(`${PERMISSIONS_PAGE}\n${POLICIES_PAGE}\n`);
