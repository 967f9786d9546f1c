import type { Metadata } from 'next';
import { MailStateBadge } from '@/components/notifications/mail-state-badge';
import { RetryMail } from '@/components/notifications/retry-mail';
import { Callout } from '@/components/ui/callout';
import { DefinitionList } from '@/components/ui/definition-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { Instant } from '@/components/ui/time';
import { tryRead } from '@/lib/gate/read';
import { getMail } from '@/lib/notifications/get-mail';
import { retryMail } from '../actions';

export const metadata: Metadata = { title: 'E-mail' };

export default async function OneMailPage({ params }: { params: Promise<{ mailId: string }> }) {
  const found = await tryRead(getMail, await params);
  if (!found.ok) return <EmptyState title="The outbox is for admins">{found.problem.detail}</EmptyState>;
  const mail = found.answer;
  const now = new Date().toISOString();
  return (
    <div className="space-y-4">
      <Panel
        title={mail.subject}
        actions={
          <>
            {mail.state === 'failed' && mail.sentWithId === null && <RetryMail mail={mail} retry={retryMail} />}
            <LinkButton size="sm" href="/settings/mail">
              All e-mail
            </LinkButton>
          </>
        }
      >
        <DefinitionList
          items={[
            { label: 'State', value: <MailStateBadge mail={mail} /> },
            { label: 'To', value: `${mail.to.name} <${mail.to.email}>` },
            { label: 'Made', value: <Instant at={mail.createdAt} now={now} format="both" /> },
            { label: 'Attempts', value: mail.attempts.toLocaleString('en-US') },
            ...(mail.sentAt === null || mail.keptHere ? [] : [{ label: 'Sent', value: <Instant at={mail.sentAt} now={now} format="both" /> }]),
            ...(mail.lastError === null ? [] : [{ label: 'Note', value: mail.lastError }]),
          ]}
        />
      </Panel>
      {mail.text === null || mail.html === null ? (
        <Callout title={mail.sentWithId === null ? 'There is no text' : 'Another e-mail told this too'} actions={mail.sentWithId !== null && <LinkButton href={`/settings/mail/${mail.sentWithId}`}>Show that one</LinkButton>}>
          {mail.sentWithId === null ? 'It was given up before it was written.' : 'Nobody gets two e-mails on one day.'}
        </Callout>
      ) : (
        <>
          {mail.state !== 'sent' && <Callout title="Not written yet">This is how it would go out now. What is done until then is no longer in it.</Callout>}
          <Panel title="As most programs show it" flush>
            {/* No script runs in there, and no form or link leads anywhere. */}
            <iframe title={`The e-mail “${mail.subject}”`} srcDoc={mail.html} sandbox="" className="h-[32rem] w-full bg-white" />
          </Panel>
          <Panel title="As plain text">
            <pre className="font-mono text-xs break-words whitespace-pre-wrap">{mail.text}</pre>
          </Panel>
        </>
      )}
    </div>
  );
}
