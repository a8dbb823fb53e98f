using Sluice.Model.Json;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Functions;

/// <summary>What stands for a function.</summary>
public abstract record FunctionBackend
{
    private FunctionBackend()
    {
    }

    /// <summary>A program that listens already and has a custom runtime: the event goes to <c>/invoke</c> below its URL.</summary>
    public sealed record Runtime(Uri Endpoint) : FunctionBackend;

    /// <summary>Any HTTP service: the event is posted to this very URL.</summary>
    public sealed record Http(Uri Url) : FunctionBackend;

    /// <summary>A program with a custom runtime that is started, watched and stopped here.</summary>
    public sealed record Process(FunctionCommand Command) : FunctionBackend
    {
        /// <summary>So many run at the most; the next starts when all have as many calls as they take. 1 or more. 1.</summary>
        public int Instances { get; init; } = 1;

        /// <summary>Calls that one instance takes at once. 1 or more. 100.</summary>
        public int CallsPerInstance { get; init; } = 100;

        /// <summary>One that had no call for so long is stopped. 5 minutes.</summary>
        public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

        /// <summary>It must listen within this time. 30 seconds.</summary>
        public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>A program that runs once for each call: the event comes on its input, the result is its output.</summary>
    public sealed record Exec(FunctionCommand Command) : FunctionBackend
    {
        /// <summary>So many run at once. 1 or more. 10.</summary>
        public int Instances { get; init; } = 10;

        /// <summary>One that runs for longer is stopped. 10 minutes.</summary>
        public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);
    }

    /// <summary>The vendor's function service as of 2016-08-15, or what speaks its protocol.</summary>
    /// <param name="Account">The account's number, which requests name; null to leave it out.</param>
    public sealed record Fc2(Uri Endpoint, SigningKey Key, string? Account = null) : FunctionBackend;

    /// <summary>The vendor's function service as of 2023-03-30, or what speaks its protocol.</summary>
    public sealed record Fc3(Uri Endpoint, SigningKey Key) : FunctionBackend;

    /// <summary>Answers that are known beforehand, given one after another; the last one from then on.</summary>
    /// <param name="Answers">One or more.</param>
    public sealed record Mock(IReadOnlyList<MockAnswer> Answers) : FunctionBackend;
}

/// <summary>A program and how it is started: without a shell, in an environment that holds only what is named.</summary>
/// <param name="Words">The program, then its arguments. One or more.</param>
/// <param name="Directory">Where it is started; null for where the server was.</param>
/// <param name="Environment">Variables besides the usual few (<c>PATH</c>, <c>HOME</c>, <c>LANG</c>, <c>TMPDIR</c>).</param>
public sealed record FunctionCommand(
    IReadOnlyList<string> Words, string? Directory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>For people: the program alone, since arguments may hold secrets.</summary>
    public override string ToString() => Words[0];
}

/// <summary>One answer of a mock: a value, or a failure.</summary>
/// <param name="Returns">What the function returns; null when it fails.</param>
/// <param name="Fails">The failure's name; null when it returns.</param>
public sealed record MockAnswer(JsonPayload? Returns, string? Fails = null, string Cause = "");
