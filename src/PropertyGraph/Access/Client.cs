namespace PropertyGraph.Access;

/// <summary>The program through which somebody asks, as its token or key names it. Who asks decides which rows are seen; the client only which documents run.</summary>
/// <param name="Name">Its name: that of its folder under <c>schema/operations</c>.</param>
/// <param name="TrustedOnly">Whether it runs nothing but its own trusted documents.</param>
public sealed record Client(string Name, bool TrustedOnly);
