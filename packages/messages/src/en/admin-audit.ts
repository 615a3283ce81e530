/** The audit log. */
export const adminAudit = {
  title: "Audit log",
  caption: "Audit log, newest first",
  count: "{count, plural, one {# entry} other {# entries}}",
  empty: "No entries found. Enter email addresses and targets in full.",
  filter: {
    who: "Person",
    whoHint: "Email address",
    action: "Action",
    area: "Area",
    target: "Target",
    targetHint: "Number, ID or email address",
    from: "From",
    to: "To",
    all: "All",
    clear: "Clear filters",
  },
  column: {
    action: "Action",
    who: "Person",
    target: "Target",
    reason: "Reason",
    when: "Time",
  },
  actor: {
    deleted: "Deleted account",
    system: "System",
    unknown: "Unknown",
  },
  detail: {
    time: "Time",
    address: "IP address",
    request: "Request",
    reason: "Reason",
    changes: "Changes",
    ofTarget: "All entries about this target",
    byPerson: "All entries by this person",
  },
  export: {
    label: "Export CSV",
    done: "{count, plural, one {# entry} other {# entries}} exported",
    partial:
      "The newest {count, plural, one {# entry was} other {# entries were}} exported. Filter the log to get older ones.",
  },
} as const;
