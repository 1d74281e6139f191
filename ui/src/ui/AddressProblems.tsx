import { Banner } from "./Banner";
import { Text } from "./Text";

/** What in the page's address can't be read. */
export function AddressProblems({ problems }: { problems: readonly string[] }) {
  if (!problems.length) return null;
  return (
    <Banner kind="warning">
      This address makes no sense in places, which are left out:{" "}
      <Text text={problems.join("; ")} isLine />.
    </Banner>
  );
}
