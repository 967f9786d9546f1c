/** What people give most as the reason of a renewal. The first is what a renewal from a digest begins with. */
export const usualRenewalReasons = ['Still in use', 'Needed until its replacement is ready', 'The project goes on'] as const;
