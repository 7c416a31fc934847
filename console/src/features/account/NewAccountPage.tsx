export function NewAccountPage() {
  return null;
}
