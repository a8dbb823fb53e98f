using System.Text.RegularExpressions;
using Sluice.Definitions.States;

namespace Sluice.Definitions;

/// <summary>The services that tasks call, as far as the language itself knows them.</summary>
/// <remarks>Source: definition language, sections 7 and 10.</remarks>
internal static partial class ActionTable
{
    private static readonly Dictionary<string, TaskMode[]> ModesByService = new(StringComparer.Ordinal)
    {
        ["FC"] = [TaskMode.RequestComplete, TaskMode.WaitForSystemCallback, TaskMode.WaitForCustomCallback],
        ["FNF"] = [TaskMode.RequestComplete, TaskMode.WaitForSystemCallback, TaskMode.WaitForCustomCallback],
        ["EventBridge"] = [TaskMode.RequestComplete, TaskMode.WaitForCustomCallback],
        ["MNS"] = [TaskMode.RequestComplete, TaskMode.WaitForCustomCallback],
        ["HTTP"] = [TaskMode.RequestComplete, TaskMode.WaitForCustomCallback],
        ["OSS"] = [TaskMode.RequestComplete],
        ["Ext.LLM"] = [TaskMode.RequestComplete],
        ["SMS"] = [TaskMode.RequestComplete],
    };

    /// <summary>Whether the text is <c>Service:Operation</c>.</summary>
    public static bool IsAction(string text) => Shape().IsMatch(text);

    /// <summary>The task modes that an action can have; null when its service is not known here.</summary>
    public static IReadOnlyList<TaskMode>? FindModes(string action) =>
        ModesByService.GetValueOrDefault(action[..action.IndexOf(':', StringComparison.Ordinal)]);

    [GeneratedRegex(
        @"\A[A-Za-z][A-Za-z0-9_.-]{0,63}:[A-Za-z][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
