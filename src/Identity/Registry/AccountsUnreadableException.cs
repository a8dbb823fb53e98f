namespace Sluice.Identity.Registry;

/// <summary>Something of what is kept of users, roles and keys cannot be read: the sentence says what, and why.</summary>
/// <remarks>Without one of them, somebody might do what a policy forbids: a server starts with all or not at all.</remarks>
public sealed class AccountsUnreadableException(string message, Exception cause) : Exception(message, cause);
