namespace Sluice.Server.Authentication;

/// <summary>A key pair that may call. The secret is never shown, logged or put in an answer.</summary>
public sealed record AccessKey(string Id, string Secret)
{
    public override string ToString() => Id;
}
