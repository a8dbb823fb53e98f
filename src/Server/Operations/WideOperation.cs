using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>An operation whose answer is more than JSON: it is streamed, or comes with a cookie.</summary>
/// <inheritdoc cref="Operation{T}"/>
internal sealed class WideOperation<T>(string name, bool mutates) : Operation(name, mutates)
{
    public required Func<Parameters, Caller, T> Reading { get; init; }

    /// <summary>What the caller must be allowed to do it to.</summary>
    public required Func<T, Subject> Subject { get; init; }

    /// <summary>Carries it out, as far as it can fail: what is streamed comes after an answer that says success.</summary>
    public required Func<T, Caller, Utf8JsonWriter, CancellationToken, Task<Besides>> Run { get; init; }

    public override ReadCall Read(Parameters parameters, Caller caller)
    {
        var request = Reading(parameters, caller);
        Besides? made = null;
        return new(
            Subject(request),
            [],
            async (answer, cancelled) => made = await Run(request, caller, answer, cancelled))
        {
            Besides = () => made,
        };
    }
}
