using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Model;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>An operation of an API: all that is known of it in one place.</summary>
/// <param name="mutates">
/// Whether it changes anything; the published access levels do not say so reliably. Source: protocol, section
/// 12.4.
/// </param>
internal abstract class Operation(string name, bool mutates)
{
    public string Name => name;

    public bool Mutates => mutates;

    /// <summary>Nobody has to say who calls: whatever it does is for everybody, or it finds out by itself.</summary>
    public bool IsForAnybody { get; init; }

    /// <summary>It is recorded like one that changes something: what it shows is not for everybody who may look.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>Those of its parameters that the record of calls may show: names of things, nothing that they carry.</summary>
    public required IReadOnlyList<string> Naming { get; init; }

    /// <summary>Whether a parameter of it may be large: a definition, an input, an output, a policy. Others need no more than
    /// 64 KiB in all.</summary>
    public bool TakesPayload { get; init; }

    /// <summary>Whether it answers pages, which may be large: only some are read at the same time.</summary>
    public bool ReadsPages { get; init; }

    /// <summary>What the record of calls shows of a call, whether or not it could be read.</summary>
    public Dictionary<string, string> NamesOf(Parameters parameters)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Naming)
        {
            if (parameters.Plain(name) is { Length: > 0 } value)
            {
                names.Add(name, Excerpt.Of(value));
            }
        }

        return names;
    }

    /// <summary>Turns parameters into a call that can be decided on and made; nothing looks at them any more.</summary>
    /// <exception cref="Model.ApiException">What is wrong with them.</exception>
    public abstract ReadCall Read(Parameters parameters, Caller caller);
}

/// <inheritdoc/>
/// <typeparam name="T">What its parameters say: the call is decided on that, and made with it.</typeparam>
internal sealed class Operation<T>(string name, bool mutates) : Operation(name, mutates)
{
    public required Func<Parameters, Caller, T> Reading { get; init; }

    /// <summary>What the caller must be allowed to do it to.</summary>
    public required Func<T, Subject> Subject { get; init; }

    /// <summary>What the caller must be allowed besides; as a rule nothing.</summary>
    public Func<T, IEnumerable<Demand>> Demands { get; init; } = static _ => [];

    /// <summary>Carries it out. The answer's object is open; members go in behind RequestId.</summary>
    public required Func<T, Caller, Utf8JsonWriter, CancellationToken, Task> Run { get; init; }

    public override ReadCall Read(Parameters parameters, Caller caller)
    {
        var request = Reading(parameters, caller);
        return new(
            Subject(request), Demands(request), (answer, cancelled) => Run(request, caller, answer, cancelled));
    }
}

/// <summary>A call whose parameters have been read.</summary>
/// <param name="Subject">What the operation itself is decided on.</param>
/// <param name="Demands">What has to be allowed besides.</param>
internal sealed record ReadCall(
    Subject Subject, IEnumerable<Demand> Demands, Func<Utf8JsonWriter, CancellationToken, Task> RunAsync)
{
    /// <summary>Asked once it has run; null where the answer is its JSON and nothing else.</summary>
    public Func<Besides?>? Besides { get; init; }
}
