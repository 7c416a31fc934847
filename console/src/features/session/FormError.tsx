import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** What went wrong with a form as a whole. */
export function FormError({ text }: { text?: string }) {
  return (
    <div role="alert">
      {text && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertCircle size={18} />}
          p="xs"
          data-testid="form-error"
        >
          {text}
        </Alert>
      )}
    </div>
  );
}
