import { readFile } from "node:fs/promises";
import type { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

const PDF = Buffer.from("%PDF-1.4\n% a sewing pattern\n");
const NAME = "Café pattern (A4).pdf";

/** The link to the downloads in the mail about an order. */
async function findDownloadLink(shopper: Shopper, number: string): Promise<string> {
  let link = "";
  await expect(async () => {
    const { items } = await shopper.api.query<{ items: { id: string; subject: string }[] }>("shop.mails", {
      limit: 100,
    });
    const mail = items.find(({ subject }) => subject.includes(number));
    const { text } = await shopper.api.query<{ text: string }>("shop.mail", { id: mail?.id });
    link = /https?:\/\/\S+\/downloads#key=\S+/.exec(text)?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass();
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}

test("a guest buys a file, and downloads it from the order's page and from the mail", async ({
  shopper,
  adminPage,
  ownProduct,
  browser,
}) => {
  const product = await ownProduct();
  await adminPage.goto(`/admin/products/${product.id}`);
  // A choice that is made before the page's script has run is lost.
  await expect(adminPage.getByRole("button", { name: /^Change policy of/ })).toBeEnabled();
  await adminPage.getByLabel(/^Shipping of/).selectOption("Digital");
  await adminPage.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await adminPage.getByLabel("File to upload").setInputFiles({ name: NAME, mimeType: "application/pdf", buffer: PDF });
  await expect(adminPage.getByText(NAME)).toBeVisible();

  await shopper.hasInCart(product);
  await shopper.opensCheckout();
  await shopper.page.getByLabel("Email address").fill("kim@example.com");
  const number = await shopper.placesOrder();
  await shopper.seesHeading("Your order was delivered");
  await expect(shopper.page.getByText("10 downloads left")).toBeVisible();
  const [download] = await Promise.all([
    shopper.page.waitForEvent("download"),
    shopper.page.getByRole("button", { name: `Download ${NAME}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(NAME);
  expect(await readFile(await download.path())).toEqual(PDF);
  await expect(shopper.page.getByText("9 downloads left")).toBeVisible();

  const elsewhere = await browser.newContext({ acceptDownloads: true });
  const mailed = await elsewhere.newPage();
  await mailed.goto(await findDownloadLink(shopper, number));
  await expect(mailed.getByRole("heading", { level: 1, name: `Downloads of ${product.title}` })).toBeVisible();
  const [again] = await Promise.all([
    mailed.waitForEvent("download"),
    mailed.getByRole("button", { name: `Download ${NAME}` }).click(),
  ]);
  expect(await readFile(await again.path())).toEqual(PDF);
  await expect(mailed.getByText("8 downloads left")).toBeVisible();
  await elsewhere.close();
});
