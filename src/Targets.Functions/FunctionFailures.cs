namespace Sluice.Targets.Functions;

/// <summary>Failures of functions that this room names itself.</summary>
/// <remarks>Source: definition language, section 8.4; classic language, section 6.3.</remarks>
internal static class FunctionFailures
{
    public const string FunctionNotFound = "FC.FunctionNotFound";

    /// <summary>It ran and failed without saying as what: a crash, an exit, its time was over.</summary>
    public const string Unknown = "FC.Unknown";

    /// <summary>It did not run: there is too much else.</summary>
    public const string ResourceExhausted = "FC.ResourceExhausted";

    public const string InternalServerError = "FC.InternalServerError";

    /// <summary>No answer: refused, broken off. Our own.</summary>
    public const string RequestFailed = "FC.RequestFailed";

    /// <summary>It did not run: its program could not be started.</summary>
    public const string FunctionNotStarted = "FC.FunctionNotStarted";
}
