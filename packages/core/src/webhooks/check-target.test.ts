import { expect, test } from "vitest";
import { checkTarget } from "./check-target.ts";
import { isPublicAddress } from "./is-public-address.ts";

const STRICT = { allowPrivate: false };

test.each([
  ["https://hooks.example.com/cartwright?tenant=7", null],
  ["https://hooks.example.com:8443/", null],
  ["https://93.184.215.14/hook", null],
  ["https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", null],
  ["hooks.example.com", "invalid"],
  ["ftp://hooks.example.com/", "invalid"],
  ["javascript:alert(1)", "invalid"],
  ["http://hooks.example.com/", "https"],
  ["https://user:secret@hooks.example.com/", "login"],
  ["https://localhost/", "private"],
  ["https://LOCALHOST./", "private"],
  ["https://shop.localhost/", "private"],
  ["https://printer.local/", "private"],
  ["https://db.internal/", "private"],
  ["https://intranet/", "private"],
  ["https://127.0.0.1/", "private"],
  // Decimal, hexadecimal, octal and short forms of loopback.
  ["https://2130706433/", "private"],
  ["https://0x7f000001/", "private"],
  ["https://0177.0.0.1/", "private"],
  ["https://127.1/", "private"],
  ["https://0/", "private"],
  // Full-width digits, which the host parser turns into ordinary ones.
  ["https://１２７.0.0.1/", "private"],
  ["https://10.1.2.3/", "private"],
  ["https://172.16.0.1/", "private"],
  ["https://192.168.1.1/", "private"],
  ["https://169.254.169.254/latest/meta-data/", "private"],
  ["https://100.64.0.1/", "private"],
  ["https://224.0.0.1/", "private"],
  ["https://255.255.255.255/", "private"],
  ["https://198.18.0.1/", "private"],
  ["https://192.0.2.1/", "private"],
  ["https://[::1]/", "private"],
  ["https://[::]/", "private"],
  ["https://[::ffff:127.0.0.1]/", "private"],
  ["https://[::ffff:93.184.215.14]/", "private"],
  ["https://[::127.0.0.1]/", "private"],
  ["https://[64:ff9b::7f00:1]/", "private"],
  ["https://[2002:7f00:1::]/", "private"],
  ["https://[2001:0:7f00:1::]/", "private"],
  ["https://[fe80::1]/", "private"],
  ["https://[fec0::1]/", "private"],
  ["https://[fd00::1]/", "private"],
  ["https://[ff02::1]/", "private"],
  ["https://[2001:db8::1]/", "private"],
])("%s is refused as %s", (url, problem) => {
  expect(checkTarget(url, STRICT)).toBe(problem);
});

test("allows this machine and http where the setting for development does, and still no log-in in the address", () => {
  const rules = { allowPrivate: true };
  expect(checkTarget("http://127.0.0.1:4000/hook", rules)).toBeNull();
  expect(checkTarget("http://localhost:4000/hook", rules)).toBeNull();
  expect(checkTarget("http://user:secret@localhost:4000/", rules)).toBe("login");
  expect(checkTarget("file:///etc/passwd", rules)).toBe("invalid");
});

test.each([
  "",
  "not an address",
  "127.0.0.1.example.com",
  "::ffff:10.0.0.1",
  "fe80::1%eth0",
  "100.127.255.254",
  "4000::1",
])("%j is not a public address", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
