import { Callout } from '../ui/callout';

/** Said while the server doesn’t answer: what runs there is not in danger. */
export function LostNote() {
  return (
    <Callout alert tone="warning" title="The server does not answer just now">
      What was started goes on there, and nothing is done twice. It is asked again by itself.
    </Callout>
  );
}
