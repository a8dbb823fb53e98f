using Sluice.Model;

namespace Sluice.Engine.Redrives;

/// <summary>Map runs that did not succeed, as they were kept.</summary>
internal interface IKeptMapRuns
{
    /// <summary>Reads a run back, so that it can go on within this turn.</summary>
    /// <returns>Why it cannot go on; null when it can.</returns>
    ValueTask<KeptMapRunProblem?> PrepareAsync(ExecutionId execution, string run);

    /// <summary>Forgets the runs that were read back and did not go on.</summary>
    void Forget();
}

/// <summary>Why a map run cannot go on.</summary>
/// <param name="Sentence">What is the matter with it.</param>
/// <param name="WillPass">It comes to its end just now.</param>
internal sealed record KeptMapRunProblem(string Sentence, bool WillPass);
