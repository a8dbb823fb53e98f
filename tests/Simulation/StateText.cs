using System.Collections;
using System.Globalization;
using System.Reflection;
using Sluice.Interpreter.Frames;

namespace Sluice.Simulation;

/// <summary>Everything that a state holds, as text: two states that go on alike have the same.</summary>
/// <remarks>Not the stored form, which writes a payload once that several frames share.</remarks>
internal static class StateText
{
    private static readonly PropertyInfo[] StateMembers = Members<ExecutionState>(
        nameof(ExecutionState.ChangedFrames),
        nameof(ExecutionState.GlobalHasChanged),
        nameof(ExecutionState.Removed),
        nameof(ExecutionState.Frames));

    private static readonly PropertyInfo[] FrameMembers = Members<Frame>(nameof(Frame.HasChanged));

    public static string Of(ExecutionState state) => Describe(state, StateMembers);

    private static PropertyInfo[] Members<T>(params string[] except) =>
    [
        .. typeof(T)
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(member => !except.Contains(member.Name)),
    ];

    /// <remarks>Every frame stands in the state's own list; a frame names its children.</remarks>
    private static string Describe(object value, PropertyInfo[] members) => string.Join(
        '\n', members.Select(member => $"{member.Name}: {Show(member.GetValue(value))}"));

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        List<Frame> children => string.Join(' ', children.Select(child => child.Id)),
        IEnumerable<Frame> frames => string.Join("\n-- ", frames.Select(frame => Describe(frame, FrameMembers))),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Show)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
