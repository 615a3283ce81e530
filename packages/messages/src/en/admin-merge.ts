/** Merging two customers of one person, and deleting one who asks for it. */
export const adminMerge = {
  label: "Merge",
  title: "Merge with another customer",
  confirm: "Merge customers",
  done: "The customers are merged",
  find: "The other customer",
  findHint: "Name or email address",
  found: "Customers found",
  nobody: "No other customer found.",
  with: "With {name}",
  another: "Choose another",
  stays: "Which one stays",
  reasonHint: "How you know that both are one person. Kept in the audit log.",
  told: "We email both addresses.",
  kind: { member: "Member", guest: "Guest" },
  moves: {
    title: "Moves to {email}",
    orders: "{count, plural, =0 {No orders} one {# order} other {# orders}}",
    returns: "{count, plural, one {# open return} other {# open returns}}",
    addresses: "{count, plural, one {# saved address} other {# saved addresses}}",
    notes: "{count, plural, one {# note} other {# notes}}",
    tags: "Tags: {tags}",
  },
  drops: {
    title: "Ends",
    account: "The account of {email}, with its password and cart",
    sessions: "{count, plural, one {# device is logged out} other {# devices are logged out}}",
    addresses:
      "{count, plural, one {# saved address for which there is no room} other {# saved addresses for which there is no room}}",
    undo: "A merge can't be undone.",
  },
  refused: {
    same: "Choose another customer: this is the same one.",
    guest_kept: "A guest can't take over an account. Choose the member as the one that stays.",
    disabled: "One of these accounts is disabled. Enable it first, or leave them apart.",
    second_factor: "One of these accounts has two-step verification. Only an admin can merge it.",
    too_many_orders: "This customer has more orders than one merge can move. Choose it as the one that stays.",
  },
  erase: {
    label: "Delete",
    title: "Delete {name}?",
    confirm: "Delete customer",
    done: "{name} is deleted",
    member:
      "The account, saved addresses, notes and tags are deleted, all devices are logged out, and we email the owner. Orders, invoices and credit notes stay for as long as the law requires. This can't be undone.",
    guest:
      "Notes, tags and emails that belong to no order are deleted, and the customer leaves this list. Orders, invoices and credit notes stay for as long as the law requires. With a new or changed order, this address is listed again. This can't be undone.",
  },
} as const;
