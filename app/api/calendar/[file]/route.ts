export { calendarRoute as GET } from '@/lib/calendar/calendar-route';
