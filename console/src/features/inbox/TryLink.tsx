import type { Message } from "@/api/types";

interface Props {
  account: string;
  message: Message;
  onLeave: () => void;
}

export function TryLink(_props: Props) {
  return null;
}
