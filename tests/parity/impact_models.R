# Makes impact_models.json: run in this directory with  Rscript impact_models.R
# R 4.2.2 with sandwich 3.0-2, clubSandwich 0.5.8, survival 3.5-3, jsonlite 1.8.4.
suppressMessages({library(sandwich); library(clubSandwich); library(survival); library(jsonlite)})

tests_of <- function(fit, cluster, type, at) {
  V <- vcovCR(fit, cluster = cluster, type = type)
  if (type == "CR2") {
    ct <- coef_test(fit, vcov = V, test = "Satterthwaite", coefs = at)
    ci <- conf_int(fit, vcov = V, level = .95, test = "Satterthwaite", coefs = at)
    list(value = ct$beta, se = ct$SE, df = ct$df_Satt, p_value = ct$p_Satt, lower = ci$CI_L, upper = ci$CI_U)
  } else {
    b <- coef(fit)[at]; se <- sqrt(diag(V)[at]); df <- length(unique(cluster)) - 1
    list(value = unname(b), se = unname(se), df = df, p_value = unname(2 * pt(-abs(b / se), df)),
         lower = unname(b - qt(.975, df) * se), upper = unname(b + qt(.975, df) * se))
  }
}
three <- function(fit, cluster, at) setNames(lapply(c("CR0", "CR1S", "CR2"), function(type) tests_of(fit, cluster, type, at)), c("CR0", "CR1", "CR2"))

out <- list(source = paste0(R.version.string, "; sandwich ", packageVersion("sandwich"), ", clubSandwich ", packageVersion("clubSandwich"),
                            ", survival ", packageVersion("survival")), code = "impact_models.R")

## Difference in differences: pooled, clusters of unequal size, treated between clusters.
set.seed(81)
size <- c(9, 14, 6, 22, 11, 8, 17, 5, 13); G <- length(size)
d <- data.frame(cluster = rep(seq_len(G), size))
d$treated <- d$cluster %in% c(2, 5, 7, 9)
d$post <- runif(nrow(d)) < .45
d$y <- round(60 + 3 * d$treated + 2 * d$post + 4 * d$treated * d$post + rnorm(G, sd = 3)[d$cluster] + rnorm(nrow(d), sd = 5), 3)
fit <- lm(y ~ treated * post, data = d)
out$pooled <- list(data = as.list(d), expected = three(fit, d$cluster, "treatedTRUE:postTRUE"),
  sandwich_HC1 = sqrt(vcovCL(fit, cluster = d$cluster, type = "HC1")[4, 4]))
## ... and treated inside the clusters.
e <- d; e$treated <- runif(nrow(e)) < .5; e$y <- round(e$y + 2 * e$treated, 3)
fit <- lm(y ~ treated * post, data = e)
out$inside <- list(data = as.list(e), expected = three(fit, e$cluster, "treatedTRUE:postTRUE"))

## Two-way effects: an unbalanced panel; clusters are units, districts of units, or cut across units.
set.seed(82)
p <- expand.grid(period = 2019:2024, unit = sprintf("u%02d", 1:16), copy = 1:2, stringsAsFactors = FALSE)
p <- p[runif(nrow(p)) < .8, ]
number <- as.integer(substr(p$unit, 2, 3))
p$district <- c("a", "b", "c", "d", "e", "f", "g")[(number - 1) %% 7 + 1]
p$treated <- p$district %in% c("a", "c", "f")
p$post <- p$period >= 2022
p$crossing <- paste0("x", (number + (p$period >= 2021)) %% 8)
p$y <- round(50 + rnorm(16, sd = 4)[number] + .7 * (p$period - 2019) + 3 * p$treated * p$post + rnorm(7)[(number - 1) %% 7 + 1] * (p$period - 2019) / 3 + rnorm(nrow(p), sd = 2), 3)
p$effect <- as.numeric(p$treated & p$post)
fit <- lm(y ~ effect + factor(unit) + factor(period), data = p)
out$two_way <- list(data = as.list(p[c("y", "unit", "period", "district", "crossing", "treated", "post")]),
  unit = three(fit, p$unit, "effect"), district = three(fit, p$district, "effect"), crossing = three(fit, p$crossing, "effect"))

## Event study on the same panel.
for (k in c(-3:-2, 0:2)) p[[paste0("rel", k + 9)]] <- as.numeric(p$treated & p$period - 2022 == k)
event <- function(data, cluster) {
  fit <- lm(y ~ rel6 + rel7 + rel9 + rel10 + rel11 + factor(unit) + factor(period), data = data)
  at <- c("rel6", "rel7", "rel9", "rel10", "rel11"); pre <- at[1:2]
  expected <- three(fit, cluster, at)
  w <- Wald_test(fit, constrain_zero(pre, coef(fit)), vcov = vcovCR(fit, cluster = cluster, type = "CR2"), test = "HTZ")
  expected$CR2$pretrend <- c(w$Fstat, w$df_num, w$df_denom, w$p_val)
  for (type in c("CR0", "CR1S")) {
    V <- vcovCR(fit, cluster = cluster, type = type)[pre, pre]; b <- coef(fit)[pre]
    f <- sum(b * solve(V, b)) / 2; g <- length(unique(cluster)) - 1
    expected[[sub("S", "", type)]]$pretrend <- c(f, 2, g, pf(f, 2, g, lower.tail = FALSE))
  }
  expected
}
out$event <- list(relative = c(-3, -2, 0, 1, 2), unit = event(p, p$unit), district = event(p, p$district))

## Interrupted series.
set.seed(83)
n <- 60; start <- 37
y <- round(40 + .15 * (1:n) - 5 * (1:n > start) - .1 * pmax(0, 1:n - start - 1) + 3 * sin(2 * pi * (1:n) / 12) +
           as.numeric(arima.sim(list(ar = .4), n, sd = 1.5)), 3)
series <- data.frame(y = y, trend = 1:n, level = as.numeric(1:n > start), slope = pmax(0, 1:n - start - 1), month = factor((0:(n - 1)) %% 12))
for (j in 1:2) { series[[paste0("s", j)]] <- sin(2 * pi * j * (1:n) / 12); series[[paste0("c", j)]] <- cos(2 * pi * j * (1:n) / 12) }
its <- function(V, fit, X) {
  b <- coef(fit); df <- n - length(b); se <- sqrt(diag(V))[1:4]; two <- V[3:4, 3:4]
  steps <- 0:(n - start - 1); L <- cbind(1, steps)
  effect <- as.vector(L %*% b[3:4]); ese <- sqrt(rowSums((L %*% two) * L)); m <- colMeans(L)
  list(value = unname(b[1:4]), se = unname(se), p_value = unname(2 * pt(-abs(b[1:4] / se), df)), df = df, season = unname(b[-(1:4)]),
       fitted = as.vector(X %*% b), effect = effect, effect_se = ese, average_effect = sum(m * b[3:4]), average_effect_se = sqrt(sum(m * (two %*% m))))
}
white <- function(formula, lag, adjust) {
  fit <- lm(formula, data = series)
  r <- its(NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = adjust), fit, model.matrix(fit))
  u <- resid(fit); r$durbin_watson <- sum(diff(u)^2) / sum(u^2); r$lag <- lag; r
}
default <- floor(4 * (n / 100)^(2 / 9))
prais <- function(formula) {
  X <- model.matrix(formula, series); y <- series$y; b <- qr.coef(qr(X), y); rho <- 0
  repeat {
    u <- as.vector(y - X %*% b); new <- sum(u[-1] * u[-n]) / sum(u[-n]^2)
    ys <- c(sqrt(1 - new^2) * y[1], y[-1] - new * y[-n]); Xs <- rbind(sqrt(1 - new^2) * X[1, ], X[-1, ] - new * X[-n, ])
    fit <- lm(ys ~ 0 + Xs); b <- coef(fit); if (abs(new - rho) < 1e-14) break; rho <- new
  }
  r <- its(vcov(fit), fit, X); r$rho <- new; r
}
out$series <- list(y = y, start = start,
  plain = white(y ~ trend + level + slope, default, TRUE), plain_unadjusted = white(y ~ trend + level + slope, 5, FALSE),
  season = white(y ~ trend + level + slope + month, default, TRUE),
  harmonics = white(y ~ trend + level + slope + s1 + c1 + s2 + c2, default, TRUE),
  prais = prais(y ~ trend + level + slope), prais_season = prais(y ~ trend + level + slope + month))

## Service times: Kaplan-Meier and log-rank on the veterans' lung cancer trial (Kalbfleisch & Prentice 1980).
v <- veteran; targets <- c(30, 100)
km <- function(rows, type) {
  f <- survfit(Surv(time, status) ~ 1, data = v[rows, ], conf.type = type)
  q <- quantile(f, c(.5, .9)); s <- summary(f, times = targets, extend = TRUE); e <- summary(f)
  list(n = f$n, closed = sum(f$n.event), median = c(q$quantile[[1]], q$lower[[1]], q$upper[[1]]), p90 = c(q$quantile[[2]], q$lower[[2]], q$upper[[2]]),
       within = 1 - s$surv, within_lower = 1 - s$upper, within_upper = 1 - s$lower, time = e$time, curve = 1 - e$surv, se = e$std.err)
}
cells <- as.character(v$celltype)
all_km <- function(type) setNames(lapply(sort(unique(cells)), function(k) km(cells == k, type)), sort(unique(cells)))
logrank <- function(fit) { o <- fit$obs; x <- fit$exp; if (is.matrix(o)) { o <- rowSums(o); x <- rowSums(x) }
  df <- length(o) - 1; list(statistic = fit$chisq, df = df, p_value = pchisq(fit$chisq, df, lower.tail = FALSE), observed = unname(o), expected = unname(x)) }
## Standardised to stated shares of treatment arms (here: the channels), as sums of the arms' own curves.
standard <- function(rows, share = c(.25, .75)) {
  arms <- lapply(1:2, function(k) survfit(Surv(time, status) ~ 1, data = v[rows & v$trt == k, ]))
  s <- lapply(arms, function(f) summary(f, times = targets, extend = TRUE))
  list(within = share[1] * (1 - s[[1]]$surv) + share[2] * (1 - s[[2]]$surv),
       se = sqrt(share[1]^2 * s[[1]]$std.err^2 + share[2]^2 * s[[2]]$std.err^2))
}
out$times <- list(time = v$time, open = v$status == 0, cell = cells, arm = v$trt, targets = targets,
  loglog = all_km("log-log"), log = all_km("log"),
  logrank = logrank(survdiff(Surv(time, status) ~ cells, data = v)),
  stratified = logrank(survdiff(Surv(time, status) ~ cells + strata(trt), data = v)),
  share = c(.25, .75), standard = lapply(setNames(nm = sort(unique(cells))), function(k) standard(cells == k)))

## Sizes: the noncentral t, far tail left out.
out$power <- lapply(list(c(.5, 1, .8, .95), c(2, 5, .9, .95), c(.1, 1, .8, .99), c(1.5, 1, .8, .95), c(.02, 1, .8, .95)), function(a) list(effect = a[1], sd = a[2], power = a[3], level = a[4],
  two_groups = power.t.test(delta = a[1], sd = a[2], power = a[3], sig.level = 1 - a[4], tol = 1e-10)$n,
  paired = power.t.test(delta = a[1], sd = a[2], power = a[3], sig.level = 1 - a[4], type = "paired", tol = 1e-10)$n))

## Effect sizes at full precision: exact J, limits by inverting pt().
ncp <- function(t, df, p) uniroot(function(d) pt(t, df, d) - p, c(t - 8, t + 8), tol = 1e-14)$root
J <- function(m) exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))
size <- function(t, df, per) list(g = J(df) * t * per, g_lower = J(df) * per * ncp(t, df, .975), g_upper = J(df) * per * ncp(t, df, .025))
a <- attitude$rating[attitude$learning > 56]; b <- attitude$rating[attitude$learning <= 56]
change <- attitude$complaints - attitude$rating
out$effects <- list(
  groups = c(list(a = a, b = b), size(unname(t.test(a, b, var.equal = TRUE)$statistic), length(a) + length(b) - 2, sqrt(1 / length(a) + 1 / length(b)))),
  paired = c(list(before = attitude$rating, after = attitude$complaints), size(unname(t.test(change)$statistic), 29, 1 / sqrt(30)),
    list(d_average = mean(change) / sqrt((var(attitude$rating) + var(attitude$complaints)) / 2),
         d_repeated = mean(change) / sd(change) * sqrt(2 * (1 - cor(attitude$rating, attitude$complaints))))))

write_json(out, "impact_models.json", digits = NA, auto_unbox = TRUE, na = "null")
