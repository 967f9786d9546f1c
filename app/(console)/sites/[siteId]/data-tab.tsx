import { SiteData } from '@/components/sites/site-data';
import type { SiteTabProps } from '@/components/sites/site-overview';
import { noteRotation } from '../actions';

export function DataTab(props: SiteTabProps) {
  return <SiteData {...props} noteRotation={noteRotation} />;
}
