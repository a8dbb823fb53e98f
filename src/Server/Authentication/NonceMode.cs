namespace Sluice.Server.Authentication;

/// <summary>For which calls a repeated nonce is refused.</summary>
/// <remarks>Source: protocol, section 11.4.</remarks>
public enum NonceMode
{
    Off,

    /// <summary>For calls that change something: some clients send a read again with its old nonce.</summary>
    Writes,

    Strict,
}
