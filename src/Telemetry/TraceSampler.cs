using OpenTelemetry.Trace;

namespace Sluice.Telemetry;

/// <summary>Which traces are sent: of those that a caller has begun, those that the caller sends; of all others a part.</summary>
/// <remarks>The trace of an execution is begun here, by whoever comes first: so its number alone decides.</remarks>
internal sealed class TraceSampler(double part) : Sampler
{
    private readonly Sampler _ours = new TraceIdRatioBasedSampler(part);
    private readonly Sampler _callers = new ParentBasedSampler(new TraceIdRatioBasedSampler(part));

    public override SamplingResult ShouldSample(in SamplingParameters parameters) =>
        parameters.ParentContext.SpanId == default
            ? _ours.ShouldSample(parameters)
            : _callers.ShouldSample(parameters);
}
