import { listReviews as list, reviewListShape } from '@/lib/reviews/list-reviews';
import { reads } from '../operation';

const tag = 'Lifecycle';

export const listReviews = reads(
  { id: 'listReviews', method: 'GET', path: '/reviews', tag, summary: 'List Sites whose review is overdue, due soon or asked for' },
  list,
  reviewListShape,
);
