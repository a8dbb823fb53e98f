namespace Sluice.Cli.Configuration;

/// <summary>Which addresses tasks may connect to, before single ranges are denied or allowed.</summary>
internal enum EgressMode
{
    All,

    /// <summary>Nothing private, local or reserved.</summary>
    Public,

    /// <summary>Only what is allowed expressly.</summary>
    None,
}
