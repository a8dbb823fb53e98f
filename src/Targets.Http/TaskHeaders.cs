namespace Sluice.Targets.Http;

/// <summary>Headers that mean something to a task.</summary>
internal static class TaskHeaders
{
    /// <summary>Carries the task token of a callback task. Source: definition language, section 7.1.</summary>
    public const string TaskToken = "X-FnF-Http-Callback-Task-Token";

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Cookie", TaskToken,
    };

    /// <summary>Whether a redirect to another origin must leave this header behind.</summary>
    public static bool IsCredential(string name) => Credentials.Contains(name);
}
