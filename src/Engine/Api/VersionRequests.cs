using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Engine.Api;

/// <summary>An alias to create.</summary>
public sealed record NewAlias(FlowName Flow, AliasName Name, AliasRouting Routing, string Description);

/// <summary>Changes to an alias; null leaves a member as it is.</summary>
public sealed record AliasUpdate(FlowName Flow, AliasName Name, AliasRouting? Routing, string? Description);

/// <summary>Where an alias leads: to one version, or to two others of each other, their weights adding up to 100.</summary>
public sealed record AliasRouting(AliasRoute First, AliasRoute? Second);
