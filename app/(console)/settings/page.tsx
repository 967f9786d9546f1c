import { redirect } from 'next/navigation';

/** Everybody has tokens; the other parts are not for everybody. */
export default function SettingsPage(): never {
  redirect('/settings/tokens');
}
