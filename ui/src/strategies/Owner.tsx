import { Text } from "../ui/Text";

interface Props {
  trader: string | undefined;
  environment: string | undefined;
}

/** Whose a strategy is: several traders, and a node and its backtests, may have one of an id. */
export function Owner({ trader, environment }: Props) {
  const names = [trader, environment].filter(Boolean);
  return names.length ? <Text text={names.join(", ")} isLine /> : null;
}
