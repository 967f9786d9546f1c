import { signInRoute } from '@/lib/gate/sign-in-route';

export { signInRoute as GET, signInRoute as POST };
