using System.Collections.Concurrent;
using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Targets.Secrets;

/// <summary>The secrets that flows may have sent along, found by rules: the first that is for the caller counts.</summary>
/// <param name="variable">A variable of the environment; null when it is not set.</param>
public sealed class SecretBook(IReadOnlyList<SecretRule> rules, Func<string, string?> variable, TimeProvider time)
{
    /// <summary>Shorter values would be found, and masked, in text that has nothing to do with them.</summary>
    public const int LeastCharacters = 6;

    /// <summary>Values of programs that are kept at once.</summary>
    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<(SecretRule Rule, string Name, AccountId Account), (string Value, DateTimeOffset Until)> _kept = new();

    /// <summary>Knows no secrets.</summary>
    public static SecretBook Empty { get; } = new([], _ => null, TimeProvider.System);

    /// <summary>The value of a secret, for one call.</summary>
    /// <param name="name">A secret's name.</param>
    /// <param name="host">Where it is to be sent, in lower case.</param>
    /// <returns>The value; or the failure that the task ends with, the same for what is unknown and what is another's.</returns>
    public async Task<Outcome<string>> FindAsync(string name, TaskContext context, string host, CancellationToken cancellationToken)
    {
        if (rules.FirstOrDefault(rule => rule.IsFor(name, context)) is not { } rule)
        {
            return Failure(
                $"No secret '{name}' is set up for flows of account {context.Account}{As(context)}: an entry of the setting secrets.flows says "
                + "where it is and who may use it.");
        }

        if (!rule.MayGoTo(host))
        {
            return Failure($"The secret '{name}' may not be sent to {host}: the entry of the setting secrets.flows names other hosts.");
        }

        try
        {
            return await ReadAsync(rule, name, context.Account, cancellationToken) switch
            {
                null => Failure($"The secret '{name}' is not there, where the setting secrets.flows has it looked for."),
                { Length: < LeastCharacters } => Failure(
                    $"The secret '{name}' has fewer than {LeastCharacters} characters, and could not be told from other text in answers."),
                var value => value,
            };
        }
        catch (SecretUnreadableException e)
        {
            return Failure($"The secret '{name}' {e.Message}.");
        }
    }

    private async Task<string?> ReadAsync(SecretRule rule, string name, AccountId account, CancellationToken cancellationToken)
    {
        switch (rule.Source)
        {
            case SecretSource.Variable source:
                return variable(Filled(source.Name, name, account));
            case SecretSource.Directory source:
                return SecretFile.Find(Filled(source.Path, name, account), name);
            case SecretSource.Command source:
                return await AskAsync(rule, source, name, account, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException($"No source {rule.Source}.");
        }
    }

    private async Task<string> AskAsync(
        SecretRule rule, SecretSource.Command source, string name, AccountId account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_kept.TryGetValue((rule, name, account), out var kept) && kept.Until > now)
        {
            return kept.Value;
        }

        var value = await SecretCommand.RunAsync(
            source, [.. source.Words.Select(word => Filled(word, name, account))], time, cancellationToken);
        if (source.Keep > TimeSpan.Zero)
        {
            foreach (var old in _kept.Where(item => item.Value.Until <= now || _kept.Count >= MostKept))
            {
                _kept.TryRemove(old.Key, out _);
            }

            _kept[(rule, name, account)] = (value, now + source.Keep);
        }

        return value;
    }

    private static string Filled(string text, string name, AccountId account) => text
        .Replace("{account}", account.Value, StringComparison.Ordinal)
        .Replace("{name}", name, StringComparison.Ordinal);

    private static string As(TaskContext context) => context.Role.Length > 0 ? $" with the role {context.Role}" : "";

    private static StepFailure Failure(string cause) => new(FailureCodes.SecretNotAvailable, cause);
}
