using System.Net;
using Sluice.Model.Names;

namespace Sluice.Identity.Logins;

/// <summary>A browser in which somebody is logged in.</summary>
/// <param name="Id">Names it, and lets nobody in.</param>
/// <param name="CsrfToken">What a page has to send along with calls that change something: other sites do not know it.</param>
/// <param name="Account">Of whoever logged in.</param>
/// <param name="Arn">Who that is.</param>
/// <param name="AccessKeyId">The key it was opened with: it lasts no longer than that is enabled.</param>
/// <param name="Address">From where; null when the connection had none.</param>
public sealed record LoginSession(
    string Id,
    string CsrfToken,
    AccountId Account,
    string Arn,
    string AccessKeyId,
    IPAddress? Address,
    DateTimeOffset Started,
    DateTimeOffset Expires)
{
    private long _seen = Started.UtcTicks;

    /// <summary>When it was used last.</summary>
    public DateTimeOffset Seen
    {
        get => new(Volatile.Read(ref _seen), TimeSpan.Zero);
        internal set => Volatile.Write(ref _seen, value.UtcTicks);
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => Id;
}
