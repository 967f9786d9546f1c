import { connection } from 'next/server';
import pg from 'pg';
import { firstPage } from '../../statements';

interface Row {
  id: string;
  title: string;
  slug: string;
  state: string;
  audience: string;
  observedAudience: string | null;
  classification: string;
  owner: { name: string } | null;
  department: { name: string } | null;
  dataSources: { name: string }[];
  expiresAt: Date | null;
  lastVisitedAt: Date | null;
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, options: '-c timezone=UTC' });

/** The bare page that the product's list is held against: the same fifty rows in a plain table, and nothing else. */
export default async function Page() {
  await connection();
  const { rows } = await pool.query<Row>(firstPage);
  return (
    <table>
      <thead>
        <tr>
          {['Name', 'State', 'Audience', 'Observed', 'Owner', 'Department', 'Sources', 'Classification', 'Expires', 'Visited'].map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((site) => (
          <tr key={site.id}>
            <td>
              <a href={`/sites/${site.id}`}>{site.title}</a> {site.slug}
            </td>
            <td>{site.state}</td>
            <td>{site.audience}</td>
            <td>{site.observedAudience}</td>
            <td>{site.owner?.name}</td>
            <td>{site.department?.name}</td>
            <td>{site.dataSources.map(({ name }) => name).join(', ')}</td>
            <td>{site.classification}</td>
            <td>{site.expiresAt?.toISOString().slice(0, 10)}</td>
            <td>{site.lastVisitedAt?.toISOString().slice(0, 10)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
