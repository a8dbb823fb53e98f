using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic;

/// <summary>The size rule: what a step holds together is bounded, and so is its nesting.</summary>
/// <remarks>Source: classic language, section 2.6. Retried and caught by its own name only.</remarks>
internal static class DataSize
{
    /// <summary>The failure, or null when all is well.</summary>
    /// <param name="what">What the parts are together, as the beginning of a sentence.</param>
    public static StepFailure? Check(string what, Limits limits, params ReadOnlySpan<JsonPayload> parts)
    {
        var (bytes, depth) = (0L, 0);
        foreach (var part in parts)
        {
            // Depth first: what is nested too deep cannot be written either.
            depth = Math.Max(depth, part.Value.Depth);
            bytes += depth > limits.JsonDepth ? 0 : part.ByteCount;
        }

        return depth > limits.JsonDepth ? Exceeded(
                $"{what}: nested {depth} levels deep; at most {limits.JsonDepth} are allowed (setting {LimitNames.JsonDepth}).")
            : bytes > limits.ClassicStepBytes
                ? Exceeded(
                    $"{what}: {bytes} bytes; at most {limits.ClassicStepBytes} are allowed "
                    + $"(setting {LimitNames.ClassicStepBytes}).")
            : null;
    }

    private static StepFailure Exceeded(string cause) => new(FailureCodes.DataSizeExceeded, cause);
}
