using Sluice.Model;

namespace Sluice.Targets.Chat;

/// <summary>Failures of calls of models.</summary>
internal static class ChatFailures
{
    /// <summary>Before the status of a refusal: services name their own codes in many ways.</summary>
    public const string Prefix = "Ext.LLM.";

    /// <summary>No answer: refused, broken off.</summary>
    public const string RequestFailed = Prefix + "RequestFailed";

    public static StepFailure Lost(Uri url, Exception e) => new(
        RequestFailed, $"{url.GetLeftPart(UriPartial.Authority)}: {e.GetBaseException().Message.TrimEnd('.')}.");

    /// <summary>An answer that is none of the protocol's.</summary>
    public const string InvalidAnswer = Prefix + "InvalidAnswer";
}
