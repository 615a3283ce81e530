/** Where and with what someone is logged in: devices, and places that are not countries. */
export const places = {
  kind: {
    this_computer: "This computer",
    local_network: "Local network",
    unknown: "Unknown place",
  },
  device: "{browser} on {system}",
  unknownDevice: "Unknown device",
} as const;
