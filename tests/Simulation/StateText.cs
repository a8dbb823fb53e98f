using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
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

    public static string Of(ExecutionState state)
    {
        var text = new StringBuilder();
        Write(text, state, StateMembers);
        return text.ToString();
    }

    private static PropertyInfo[] Members<T>(params string[] except) =>
    [
        .. typeof(T)
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(member => !except.Contains(member.Name)),
    ];

    private static void Write(StringBuilder text, object value, PropertyInfo[] members)
    {
        foreach (var member in members)
        {
            text.Append(member.Name).Append(": ");
            Write(text, member.GetValue(value));
            text.Append('\n');
        }
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case string or null:
                text.Append(value ?? "null");
                break;
            case List<Frame> children:
                // Every frame stands in the state's own list, so here the numbers do.
                text.AppendJoin(' ', children.Select(child => child.Id));
                break;
            case IEnumerable<Frame> frames:
                foreach (var frame in frames)
                {
                    Write(text, frame, FrameMembers);
                }

                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Write(text, item);
                    text.Append(", ");
                }

                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
