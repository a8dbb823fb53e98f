using Sluice.Model.Names;
using Sluice.Sharing.Pots;

namespace Sluice.Engine.Tasks;

/// <summary>One account's calls: those that are out and those that wait, by place.</summary>
/// <remarks>Belongs to <see cref="CallPlaces"/>.</remarks>
internal sealed class AccountCalls(AccountId account)
{
    public AccountId Account => account;

    /// <summary>Of the places that all accounts share.</summary>
    public Share Share { get; } = new(account.Value, CallPlaces.Alpha);

    public Dictionary<string, CallsThere> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>How many wait.</summary>
    public int Waiting { get; set; }

    public CallsThere Of(string place)
    {
        if (!Places.TryGetValue(place, out var there))
        {
            Places.Add(place, there = new CallsThere(new Share(account.Value, CallPlaces.Alpha)));
        }

        return there;
    }
}

/// <summary>Calls of one account to one place.</summary>
/// <param name="share">Of the calls that may be out there.</param>
internal sealed class CallsThere(Share share)
{
    public Share Share => share;

    /// <summary>How many are out.</summary>
    public int Out { get; set; }

    /// <summary>Those that wait, in the order in which they came.</summary>
    public LinkedList<OutCall> Waiting { get; } = new();

    public bool IsIdle => Out == 0 && Waiting.Count == 0;
}
