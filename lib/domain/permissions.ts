/** Roles of `language.md`. Ownership is a relation, not a role. */
export const roles = ['member', 'reviewer', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Record<Role, string> = {
  member: 'Member',
  reviewer: 'Reviewer',
  auditor: 'Auditor',
  admin: 'Admin',
};

/** How an actor stands to what an operation is about: by role, or by relation to the Site or request. */
export const standings = [
  'admin',
  'reviewer',
  'auditor',
  'member',
  'owner',
  'successor',
  'requester',
  'proposed_owner',
  'asked',
  'was_asked',
  'audience',
] as const;
export type Standing = (typeof standings)[number];

export const standingLabels: Record<Standing, string> = {
  admin: 'Workspace admin',
  reviewer: 'Security reviewer',
  auditor: 'Auditor',
  member: 'Any member',
  owner: 'Owner of the Site',
  successor: 'Named successor',
  requester: 'Who made the request',
  proposed_owner: 'Proposed new owner',
  asked: 'Who is asked by a stage of the request, or decides in their place',
  was_asked: 'Who was asked by a stage before, or has commented',
  audience: 'Someone who can open the Site',
};

export type Permission = {
  /** What it does, as people would say it. */
  what: string;
  /** Whether it changes anything. Auditors and read-only tokens never may. */
  changes: boolean;
  /** It writes something of one's own all the same, which a token that only reads may not. */
  writes?: true;
  /** Any one of these is enough. */
  allow: readonly Standing[];
  /** These never may, whatever else they are. */
  except?: Partial<Record<Standing, string>>;
  /** What someone who may not is told. */
  refusal: string;
};

const signedIn = ['admin', 'reviewer', 'auditor', 'member'] as const;
const ownerOrAdmin = ['owner', 'admin'] as const;

/**
 * Who may do what: the one table that the interface, the server and docs/permissions.md read.
 * An auditor reads everything and changes nothing, also on a Site of their own.
 */
export const permissions = {
  'me.get': { what: 'See oneself', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'site.list': { what: 'List Sites (those one may see)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'site.get': {
    what: 'See a Site',
    changes: false,
    allow: ['admin', 'reviewer', 'auditor', 'owner', 'successor', 'requester', 'proposed_owner', 'audience'],
    refusal: 'You can’t see this Site.',
  },
  'site.get_record': {
    what: 'See the whole record: people, environment keys, storage, deployments, timeline',
    changes: false,
    allow: ['admin', 'reviewer', 'auditor', 'owner', 'successor', 'proposed_owner'],
    refusal: 'Only the owner, the successor, reviewers, auditors and admins see the whole record.',
  },
  'site.export': { what: 'Export Sites (those one may see)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'site.create': { what: 'Register a Site by hand', changes: true, allow: ['admin', 'reviewer', 'member'], refusal: 'Auditors change nothing.' },
  'site.edit': { what: 'Edit the record', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can edit this Site.' },
  'site.transfer': { what: 'Offer the Site to a new owner', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can transfer this Site.' },
  'site.name_successor': { what: 'Name the successor', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can name the successor.' },
  'site.renew': { what: 'Renew', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can renew this Site.' },
  'site.narrow': {
    what: 'Narrow the audience, at once',
    changes: true,
    allow: ['owner', 'admin', 'reviewer'],
    refusal: 'Only the owner, a reviewer or an admin can narrow the audience.',
  },
  'site.request_widening': { what: 'Ask to widen the audience', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can ask to widen the audience.' },
  'site.disable': { what: 'Disable', changes: true, allow: ['owner', 'admin', 'reviewer'], refusal: 'Only the owner, a reviewer or an admin can disable this Site.' },
  'site.enable': { what: 'Re-enable', changes: true, allow: ['owner', 'admin', 'reviewer'], refusal: 'Only the owner, a reviewer or an admin can re-enable this Site.' },
  'site.enable_after_security': {
    what: 'Re-enable after a security reason',
    changes: true,
    allow: ['admin', 'reviewer'],
    refusal: 'This Site was disabled for a security reason. Only a reviewer or an admin can re-enable it.',
  },
  'site.review': { what: 'Record a review', changes: true, allow: ['owner', 'admin', 'reviewer'], refusal: 'Only the owner, a reviewer or an admin can record a review.' },
  'review.list': { what: 'List reviews that are due (of one’s own Sites; those who govern: of all)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'site.set_legal_hold': { what: 'Set and lift the legal hold', changes: true, allow: ['admin'], refusal: 'Only an admin can set or lift a legal hold.' },
  'site.assign_owner': {
    what: 'Make somebody the owner at once, without an offer',
    changes: true,
    allow: ['admin'],
    refusal: 'Only an admin can assign an owner without asking them. Offer the Site instead.',
  },
  'site.ask_attestation': {
    what: 'Ask the owner to confirm the record',
    changes: true,
    allow: ['admin', 'reviewer'],
    refusal: 'Only a reviewer or an admin can ask for an attestation.',
  },
  'site.keep': { what: 'Say that an unvisited Site is still needed', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can say that this Site is still needed.' },
  'site.answer_succession': { what: 'Accept or decline being the successor', changes: true, allow: ['successor'], refusal: 'Only the named successor can answer this.' },
  'site.release': { what: 'Take a Site out of quarantine', changes: true, allow: ['admin'], refusal: 'Only an admin can take a Site out of quarantine.' },
  'site.note_fallback': { what: 'Note what people use while the platform doesn’t show the Site', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can note a fallback.' },
  'quarantine.list': { what: 'See the quarantine queue with a proposal for each Site', changes: false, allow: ['admin', 'auditor', 'reviewer'], refusal: 'Only admins, reviewers and auditors see the quarantine queue.' },
  'departure.preview': { what: 'See who would take over the Sites of a person', changes: false, allow: ['admin', 'auditor'], refusal: 'Only admins and auditors see who would take over somebody’s Sites.' },
  'request.renewal': { what: 'Ask to renew beyond the longest lifetime', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can ask for a longer renewal.' },
  'handover.list': { what: 'List the Sites one received from people who left', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'handover.get': { what: 'See a handover', changes: false, allow: ['admin', 'auditor', 'proposed_owner'], refusal: 'You can’t see this handover.' },
  'handover.answer': { what: 'Keep, retire or reassign received Sites', changes: true, allow: ['proposed_owner', 'admin'], refusal: 'Only the person who received these Sites or an admin can decide on them.' },
  'site.get_notice': {
    what: 'See why a Site that one could open is closed',
    changes: false,
    allow: ['admin', 'reviewer', 'auditor', 'owner', 'successor', 'audience'],
    refusal: 'You can’t see this Site.',
  },
  'retirement.list': { what: 'List retirements (those one may see)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'retirement.get': { what: 'See the plan of a retirement, and the tombstone', changes: false, allow: ['admin', 'reviewer', 'auditor', 'owner', 'successor'], refusal: 'Only the owner, the successor, reviewers, auditors and admins see how a Site is retired.' },
  'retirement.begin': { what: 'Begin the retirement', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can retire this Site.' },
  'retirement.stop': { what: 'Stop a retirement and come back', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can stop this retirement.' },
  'retirement.settle': { what: 'Note an export, a waiver or a revoked secret', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can note what became of the data and secrets.' },
  'retirement.delete': { what: 'Delete on the platform and leave the tombstone', changes: true, allow: ['admin'], refusal: 'Only an admin can confirm that a Site is deleted.' },
  'enforcement.list': { what: 'List what still has to become true on the platform', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the enforcement list.' },
  'enforcement.settle': { what: 'Confirm an enforcement with a note, or say that it failed', changes: true, allow: ['admin'], refusal: 'Only an admin can confirm what was done on the platform.' },
  'sweep.list': { what: 'See the sweeps and what they did', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the sweeps.' },
  'sweep.run': { what: 'Run a sweep', changes: true, allow: ['admin'], refusal: 'Only an admin can run a sweep.' },
  'sweep.decide': { what: 'Let a stopped sweep go on, or give it up', changes: true, allow: ['admin'], refusal: 'Only an admin can decide on a stopped sweep.' },
  'settings.simulate': { what: 'See what settings would do', changes: false, allow: ['admin', 'auditor', 'reviewer'], refusal: 'Only admins, reviewers and auditors can simulate settings.' },
  'job.list': { what: 'See the background jobs', changes: false, allow: ['admin', 'auditor'], refusal: 'Only admins and auditors see the jobs.' },
  'job.retry': { what: 'Retry a failed job', changes: true, allow: ['admin'], refusal: 'Only an admin can retry a job.' },
  'job.dismiss': { what: 'Dismiss a failed job', changes: true, allow: ['admin'], refusal: 'Only an admin can dismiss a job.' },
  'inbox.list': { what: 'Read one’s own inbox', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'inbox.mark_read': {
    // One's own reading glasses: nothing of the workspace changes, so an auditor may too.
    what: 'Mark messages of one’s own as read',
    changes: false,
    writes: true,
    allow: signedIn,
    refusal: 'Sign in first.',
  },
  'preference.get': { what: 'See how one is told', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'preference.set': { what: 'Choose how one is told', changes: false, writes: true, allow: signedIn, refusal: 'Sign in first.' },
  'calendar.set': { what: 'Make and revoke the address of one’s own calendar', changes: false, writes: true, allow: signedIn, refusal: 'Sign in first.' },
  'mail.list': { what: 'See the e-mails that went out, or would have', changes: false, allow: ['admin'], refusal: 'Only an admin sees other people’s e-mail.' },
  'mail.retry': { what: 'Send a failed e-mail again', changes: true, allow: ['admin'], refusal: 'Only an admin can send an e-mail again.' },
  'webhook.list': { what: 'See the webhook endpoints and their deliveries', changes: false, allow: ['admin', 'auditor'], refusal: 'Only admins and auditors see the webhooks.' },
  'webhook.change': { what: 'Add, change and remove webhook endpoints, replay deliveries', changes: true, allow: ['admin'], refusal: 'Only an admin can change the webhooks.' },
  'bulk.plan': { what: 'Prepare a bulk action (each Site by its own rules)', changes: true, allow: ['admin', 'reviewer', 'member'], refusal: 'Auditors change nothing.' },
  'bulk.run': { what: 'Run, stop, discard and undo a bulk action', changes: true, allow: ['requester'], refusal: 'Only the person who prepared a bulk action can run it.' },
  'bulk.stop': { what: 'Stop a bulk action', changes: true, allow: ['requester', 'admin'], refusal: 'Only the person who started a bulk action or an admin can stop it.' },
  'bulk.list': { what: 'List bulk actions (one’s own; admins and auditors: all)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'bulk.get': { what: 'See a bulk action and its results', changes: false, allow: ['requester', 'admin', 'auditor'], refusal: 'You can’t see this bulk action.' },
  'view.list': { what: 'List saved views (one’s own and the shared ones)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'view.save': {
    // A view is a bookmark of one's own, not a change of the workspace: an auditor needs it too.
    what: 'Save, rename and delete a view of one’s own',
    changes: false,
    allow: signedIn,
    refusal: 'Sign in first.',
  },
  'view.share': { what: 'Share a view with the workspace', changes: true, allow: ['admin', 'reviewer', 'member'], refusal: 'Auditors change nothing that others see.' },
  'view.set_default': {
    what: 'Make a shared view the first one of a role; change and delete others’ shared views',
    changes: true,
    allow: ['admin'],
    refusal: 'Only an admin decides which view a role begins with.',
  },
  'task.get': { what: 'See how far one’s own export or import is', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'request.list': { what: 'List requests (those one may see)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'request.get': { what: 'See a request', changes: false, allow: ['admin', 'reviewer', 'auditor', 'owner', 'requester', 'proposed_owner', 'asked', 'was_asked'], refusal: 'You can’t see this request.' },
  'request.decide_widening': {
    what: 'Decide a widening request',
    changes: true,
    allow: ['reviewer', 'admin', 'asked'],
    except: {
      requester: 'You made this request. Somebody else has to decide it.',
      owner: 'You own this Site. Somebody else has to decide who may open it.',
    },
    refusal: 'Only those whom its stages ask can decide this request.',
  },
  'request.decide_renewal': {
    what: 'Decide a renewal beyond the longest lifetime',
    changes: true,
    allow: ['reviewer', 'admin', 'asked'],
    except: {
      requester: 'You made this request. Somebody else has to decide it.',
      owner: 'You own this Site. Somebody else has to decide how long it may run.',
    },
    refusal: 'Only those whom its stages ask can decide this request.',
  },
  'request.decide_transfer': {
    what: 'Accept or decline a transfer',
    changes: true,
    allow: ['proposed_owner'],
    refusal: 'Only the proposed new owner can accept or decline a transfer.',
  },
  'request.decide_re_review': {
    what: 'Decide whether an audience may stay after what it rested on changed',
    changes: true,
    allow: ['reviewer', 'admin', 'asked'],
    except: {
      owner: 'You own this Site. Somebody else has to decide who may open it.',
    },
    refusal: 'Only those whom its stages ask can decide this request.',
  },
  'request.answer_re_review': {
    what: 'Answer a reviewer who asked for changes in a re-review',
    changes: true,
    allow: ['owner', 'requester', 'admin'],
    refusal: 'Only the owner or an admin can answer what a reviewer asked for.',
  },
  'request.preview': { what: 'See what a widening would mean before asking for it', changes: false, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can ask to widen the audience.' },
  'request.draft': { what: 'Keep a draft of a widening request', changes: false, writes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can ask to widen the audience.' },
  'request.comment': {
    what: 'Comment on a request',
    changes: true,
    allow: ['admin', 'reviewer', 'owner', 'requester', 'proposed_owner', 'asked'],
    refusal: 'Only those who ask and those who decide can comment on this request.',
  },
  'request.claim': { what: 'Take on a request, give it back, hand it over', changes: true, allow: ['admin', 'reviewer', 'asked'], refusal: 'Only those who can decide a request can take it on.' },
  'request.add_evidence': { what: 'Add evidence to a request', changes: true, allow: ['requester', 'owner', 'reviewer', 'admin'], refusal: 'Only those who ask and those who decide can add evidence.' },
  'request.get_record': {
    what: 'See the decision record',
    changes: false,
    allow: ['admin', 'reviewer', 'auditor', 'owner', 'requester', 'asked', 'was_asked'],
    refusal: 'Only those who asked and were asked, the owner, reviewers, auditors and admins see the decision record.',
  },
  'attachment.add': { what: 'Upload a file as evidence', changes: true, allow: ['owner', 'admin', 'reviewer'], refusal: 'Only the owner, a reviewer or an admin can upload evidence for this Site.' },
  'attachment.get': { what: 'Download a file that was uploaded as evidence', changes: false, allow: ['admin', 'reviewer', 'auditor', 'owner', 'requester', 'asked', 'was_asked'], refusal: 'Only the owner, the requester, who was asked, reviewers, auditors and admins see evidence.' },
  'delegation.list': { what: 'See who decides in whose place (one’s own; admins and auditors: all)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'delegation.set': { what: 'Let somebody decide in one’s place while away', changes: true, allow: ['admin', 'reviewer', 'member'], refusal: 'Auditors decide nothing that somebody else could decide for them.' },
  'policy.list': { what: 'See the policies, their versions and what they would do', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the policies.' },
  'policy.simulate': { what: 'Simulate a policy over the inventory and past requests', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors can simulate policies.' },
  'policy.change': { what: 'Write, change and archive policies', changes: true, allow: ['admin'], refusal: 'Only an admin can change the policies.' },
  'incident.list': { what: 'See the drift incidents', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the drift incidents.' },
  'incident.acknowledge': { what: 'Take on a drift incident', changes: true, allow: ['admin', 'reviewer'], refusal: 'Only a reviewer or an admin can take on a drift incident.' },
  'campaign.list': { what: 'List access reviews (those one answers for; those who govern: all)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'campaign.get': { what: 'See an access review', changes: false, allow: ['admin', 'reviewer', 'auditor', 'proposed_owner'], refusal: 'You can’t see this access review.' },
  'campaign.preview': { what: 'See what an access review over a filter would ask', changes: false, allow: ['admin', 'reviewer'], refusal: 'Only a reviewer or an admin can start an access review.' },
  'campaign.get_evidence': { what: 'Read and export the evidence of an access review', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the evidence of an access review.' },
  'campaign.start': { what: 'Start, close and cancel access reviews', changes: true, allow: ['admin', 'reviewer'], refusal: 'Only a reviewer or an admin can start and end access reviews.' },
  'campaign.answer': { what: 'Certify or revoke the access to a Site in an access review', changes: true, allow: ['proposed_owner', 'admin', 'reviewer'], refusal: 'Only the person who was asked, a reviewer or an admin can answer this.' },
  'source.change': { what: 'Change a data source: sensitivity, owner, mode, what it may not meet', changes: true, allow: ['admin'], refusal: 'Only an admin can change a data source.' },
  'source.matrix': { what: 'See which Sites use which data sources, and what a change of a source would touch', changes: false, allow: ['admin', 'reviewer', 'auditor'], refusal: 'Only admins, reviewers and auditors see the matrix of all Sites.' },
  'site.note_rotation': { what: 'Note that a secret was replaced', changes: true, allow: ownerOrAdmin, refusal: 'Only the owner or an admin can note that a secret was replaced.' },
  'request.withdraw': { what: 'Withdraw a request', changes: true, allow: ['requester', 'admin'], refusal: 'Only the person who made the request or an admin can withdraw it.' },
  'import.apply': { what: 'Import manifests, the platform feed and CSV', changes: true, allow: ['admin'], refusal: 'Only an admin can import.' },
  'import.preview': { what: 'See what an import would do', changes: false, allow: ['admin'], refusal: 'Only an admin can import.' },
  'people.list': { what: 'List people', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'group.list': { what: 'List groups', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'source.list': { what: 'List data sources', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'department.list': { what: 'List departments', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'person.set_roles': { what: 'Give and take roles', changes: true, allow: ['admin'], refusal: 'Only an admin can change roles.' },
  'person.deactivate': { what: 'Deactivate a person', changes: true, allow: ['admin'], refusal: 'Only an admin can deactivate people.' },
  'person.reactivate': { what: 'Reactivate a person', changes: true, allow: ['admin'], refusal: 'Only an admin can reactivate people.' },
  'person.end_sessions': { what: 'End all sessions of a person', changes: true, allow: ['admin'], refusal: 'Only an admin can end another person’s sessions.' },
  'settings.get': { what: 'See the settings', changes: false, allow: ['admin', 'auditor', 'reviewer'], refusal: 'Only admins, reviewers and auditors see the settings.' },
  'settings.change': { what: 'Change the settings', changes: true, allow: ['admin'], refusal: 'Only an admin can change the settings.' },
  'audit.list': {
    what: 'Read and export the audit log',
    changes: false,
    allow: ['admin', 'auditor', 'reviewer'],
    refusal: 'Only admins, reviewers and auditors read the audit log.',
  },
  'audit.verify': {
    what: 'Verify the audit chain',
    changes: false,
    allow: ['admin', 'auditor', 'reviewer'],
    refusal: 'Only admins, reviewers and auditors verify the audit chain.',
  },
  'token.list': { what: 'List API tokens (one’s own; an admin: all)', changes: false, allow: signedIn, refusal: 'Sign in first.' },
  'token.create': {
    what: 'Create an API token for oneself',
    // A token for reading is a credential of one's own, not a change of the workspace: an auditor needs it too.
    changes: false,
    allow: signedIn,
    refusal: 'Sign in first.',
  },
  'token.create_for_other': { what: 'Create an API token for somebody else', changes: true, allow: ['admin'], refusal: 'Only an admin can create a token for somebody else.' },
  'token.revoke': { what: 'Revoke an API token (one’s own; an admin: any)', changes: false, allow: signedIn, refusal: 'Only the token’s owner or an admin can revoke it.' },
} as const satisfies Record<string, Permission>;

export type Operation = keyof typeof permissions;
