namespace Sluice.Targets;

/// <summary>One thing that stands behind calls, as it was set up: what a target says of itself to whoever runs the server.</summary>
/// <remarks>Nothing in it is secret: no keys, no user names or passwords of URLs, no arguments of commands.</remarks>
/// <param name="Name">By which it is asked for, unique among all targets: an action, or what it is called in settings.</param>
/// <param name="Backend">What kind of thing it is, in the word that settings have for it, such as <c>runtime</c>.</param>
public sealed record TargetEntry(string Name, string Backend)
{
    /// <summary>The actions whose calls may go there.</summary>
    public required IReadOnlyCollection<string> Actions { get; init; }

    /// <summary>Where it is: a URL, a directory, a program. Null where calls say so themselves, and for what is inside Sluice.</summary>
    public string? Address { get; init; }

    /// <summary>Its name stands in this server's settings, so that it says something about them.</summary>
    public bool IsNamedBySettings { get; init; }

    /// <summary>Codes of failures that say that nobody answered; any other failure is an answer.</summary>
    public IReadOnlyCollection<string> NoAnswer { get; init; } = [];

    /// <summary>Looks whether it can be reached, and does nothing there; null where there is nothing to look at.</summary>
    /// <remarks>
    /// It goes nowhere but to the address that was set up, by the rules that calls go by. It is given up when its time is over; it
    /// throws only when it was cancelled.
    /// </remarks>
    public Func<CancellationToken, Task<TargetProbe>>? Probe { get; init; }
}

/// <summary>Whether something can be reached.</summary>
/// <param name="Problem">Why not, a sentence without secrets; null when it can.</param>
public readonly record struct TargetProbe(string? Problem)
{
    public static TargetProbe Reached { get; } = new(Problem: null);

    /// <param name="look">Throws what <paramref name="isTold"/> knows when it cannot be reached.</param>
    public static async Task<TargetProbe> OfAsync(Func<Task> look, Func<Exception, bool> isTold)
    {
        try
        {
            await look();
            return Reached;
        }
        catch (Exception e) when (isTold(e))
        {
            return new($"{e.Message.TrimEnd('.')}.");
        }
    }
}
