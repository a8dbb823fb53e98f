namespace Sluice.Targets.Secrets;

/// <summary>Where the values of secrets are. <c>{name}</c> stands for the secret's name, <c>{account}</c> for the account that asks.</summary>
public abstract record SecretSource
{
    private SecretSource()
    {
    }

    /// <summary>A variable of the server's own environment.</summary>
    public sealed record Variable(string Name) : SecretSource;

    /// <summary>A file for each secret, its name the secret's; read whenever it is asked for, so that a new value counts at once.</summary>
    public sealed record Directory(string Path) : SecretSource;

    /// <summary>A program that writes the value to its output: started without a shell, for each value that is not kept.</summary>
    /// <param name="Words">The program and its arguments.</param>
    /// <param name="Environment">All that it finds there besides where things are.</param>
    public sealed record Command(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Environment) : SecretSource
    {
        /// <summary>How long it may take. Ten seconds.</summary>
        public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

        /// <summary>How long a value is used again. A minute.</summary>
        public TimeSpan Keep { get; init; } = TimeSpan.FromMinutes(1);
    }
}
