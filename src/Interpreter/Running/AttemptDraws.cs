using System.Globalization;
using Sluice.Definitions;
using Sluice.Interpreter.Frames;
using Sluice.Model;

namespace Sluice.Interpreter.Running;

/// <summary>What an attempt draws from. Its name is put together only when something is drawn.</summary>
/// <param name="index">Of the branch or iteration that its container is about to open; null elsewhere.</param>
internal sealed class AttemptDraws(
    DrawSeed seed, Flow flow, ExecutionState state, Frame frame, int? index) : IDraws
{
    public SeededEntropy In(string field)
    {
        var place = index is { } number ? string.Create(CultureInfo.InvariantCulture, $"[{number}]") : "";
        return seed.Of($"{AttemptNaming.Of(flow, state, frame)}{place}\n{field}");
    }
}

/// <summary>What the flow's own fields draw from, outside of its states.</summary>
internal sealed class FlowDraws(DrawSeed seed) : IDraws
{
    public SeededEntropy In(string field) => seed.Of($"\n{field}");
}
