namespace Sluice.Cli.Diagnosis;

/// <summary>How something stands.</summary>
internal enum Verdict
{
    Good,

    /// <summary>A server starts, and somebody should know.</summary>
    Doubtful,

    /// <summary>A server does not start, or does not work as it should.</summary>
    Bad,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="About">In a word or two.</param>
/// <param name="Next">What to do; null when that is nothing.</param>
internal sealed record Finding(string About, Verdict Verdict, string Sentence, string? Next = null);
