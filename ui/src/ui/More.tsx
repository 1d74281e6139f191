/** That a list is not whole; nothing where it is. */
export function More({ isCut, children }: { isCut: boolean | undefined; children: string }) {
  return isCut ? (
    <p className="muted" role="note">
      {children}
    </p>
  ) : null;
}
