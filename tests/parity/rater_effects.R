# Makes rater_effects.json: lme4's random effects at a polished optimum, lm's fixed ones.
suppressPackageStartupMessages({library(lme4); library(jsonlite)})

# lmer stops at theta good to 1e-5 .. 1e-7. Newton steps on its own deviance, with gradient and
# Hessian from central differences extrapolated twice, take it to the optimum.
richardson <- function(f) { a <- f(4e-3); b <- f(2e-3); c <- f(1e-3)
  ab <- (4 * b - a) / 3; bc <- (4 * c - b) / 3; (16 * bc - ab) / 15 }
polish <- function(dev, theta) {
  k <- length(theta); e <- diag(k)
  for (step in 1:6) {
    g <- sapply(1:k, function(i) richardson(function(h)
      (dev(theta + h * e[, i]) - dev(theta - h * e[, i])) / (2 * h)))
    H <- outer(1:k, 1:k, Vectorize(function(i, j) richardson(function(h)
      (dev(theta + h * e[, i] + h * e[, j]) - dev(theta + h * e[, i] - h * e[, j])
       - dev(theta - h * e[, i] + h * e[, j]) + dev(theta - h * e[, i] - h * e[, j])) / (4 * h^2))))
    theta <- theta - solve(matrix(H, k), g)
  }
  theta
}

random <- function(formula, d, zero = NULL) {
  d$y <- d$value
  lf <- lFormula(formula, d, REML = TRUE)
  dev <- do.call(mkLmerDevfun, lf)
  opt <- optimizeLmer(dev, control = list(rhoend = 1e-10, maxfun = 1e5))
  theta <- polish(dev, opt$par)
  opt$par <- theta; opt$fval <- dev(theta)
  m <- mkMerMod(environment(dev), opt, lf$reTrms, fr = lf$fr)
  re <- ranef(m, condVar = TRUE)
  sd_of <- function(x) sqrt(as.vector(attr(x, "postVar")))
  v <- sapply(VarCorr(m), function(x) x[1]); s2 <- sigma(m)^2
  out <- list(components = c(as.list(v), list(residual = s2)),
              mean = unname(fixef(m)), mean_se = unname(sqrt(diag(as.matrix(vcov(m))))),
              subject = rownames(re$subject), subject_effect = re$subject[, 1],
              adjusted_se = sd_of(re$subject))
  if (is.null(zero)) out <- c(out, list(rater = rownames(re$rater),
    severity = -re$rater[, 1], severity_se = sd_of(re$rater)))
  # Henderson's whole matrix: prediction error of mean + subject with the mean unknown.
  X <- getME(m, "X"); Z <- t(as.matrix(getME(m, "Zt")))
  q <- sapply(getME(m, "flist"), nlevels)[names(lf$reTrms$cnms)]
  ratio <- rep(s2 / v[names(lf$reTrms$cnms)], q)
  W <- cbind(X, Z)
  C <- s2 * solve(crossprod(W) + diag(c(rep(0, ncol(X)), ratio)))
  at <- ncol(X) + c(0, cumsum(q))[match("subject", names(lf$reTrms$cnms))] + seq_len(q["subject"])
  first <- d[match(rownames(re$subject), d$subject), , drop = FALSE]
  x <- model.matrix(nobars(formula)[-2], first)
  L <- matrix(0, q["subject"], ncol(C))
  L[, seq_len(ncol(X))] <- x
  L[cbind(seq_len(q["subject"]), at)] <- 1
  out$cutoff_se <- sqrt(rowSums((L %*% C) * L))
  out
}

fixed <- function(d) {
  d$subject <- factor(d$subject); d$rater <- factor(d$rater)
  m <- lm(value ~ subject + rater, d,
          contrasts = list(subject = "contr.sum", rater = "contr.sum"))
  b <- coef(m); V <- vcov(m); S <- nlevels(d$subject); R <- nlevels(d$rater)
  of <- function(L) list(value = as.vector(L %*% b), se = sqrt(rowSums((L %*% V) * L)))
  LS <- cbind(1, contr.sum(S), matrix(0, S, R - 1))
  LR <- cbind(0, matrix(0, R, S - 1), contr.sum(R))
  a <- of(LS); r <- of(LR)
  list(subject = levels(d$subject), adjusted = a$value, adjusted_se = a$se,
       rater = levels(d$rater), severity = -r$value, severity_se = r$se,
       mean = unname(b[1]), mean_se = sqrt(V[1, 1]),
       residual = sigma(m)^2, df = m$df.residual)
}

model <- y ~ 1 + (1 | subject) + (1 | rater)
data_of <- function(d) list(subject = as.character(d$subject), rater = as.character(d$rater),
                            value = d$value)

penicillin <- with(Penicillin, data.frame(subject = as.character(plate),
                                          rater = as.character(sample), value = diameter))

# 80 lecturers (numbers below 300 that were rated most) by the students who rated two or more.
inst <- subset(InstEval, as.integer(as.character(d)) < 300)
many <- names(sort(table(as.character(inst$d)), decreasing = TRUE))[1:80]
inst <- subset(inst, as.character(d) %in% many & as.integer(as.character(s)) %% 6 == 0)
inst <- subset(inst, as.character(s) %in% names(which(table(as.character(s)) >= 3)))
inst <- with(inst, data.frame(subject = paste0("d", as.character(d)),
                              rater = paste0("s", as.character(s)), value = y))

# Three units, raters inside them; some pairs twice. Two visitors join the units.
set.seed(8)
unit <- rep(1:3, each = 40)
person <- paste0("u", unit, "p", sprintf("%02d", rep(rep(1:10, each = 4), 3)))
who <- paste0("u", unit, "r", sample(1:5, 120, replace = TRUE))
u <- setNames(rnorm(30, 0, 5), unique(person)); v <- setNames(rnorm(15, 0, 3), sort(unique(who)))
value <- round(70 + 4 * unit + u[person] + v[who] + rnorm(120, 0, 4), 1)
islands <- data.frame(subject = person, rater = who, value = unname(value), island = factor(unit))
visits <- data.frame(subject = c("u2p01", "u2p05", "u3p02", "u3p09"),
                     rater = c("u1r1", "u1r1", "u2r3", "u2r3"), value = c(79.3, 71.9, 83, 78.4))
units <- rbind(islands[, 1:3], visits)

# Raters who do not differ: their component is 0 (the likelihood falls from 0).
for (seed in 1:50) {
  set.seed(seed)
  level <- data.frame(subject = rep(sprintf("p%02d", 1:20), each = 4),
                      rater = paste0("r", sapply(1:20, function(i) sample(1:6, 4))))
  level$value <- round(50 + rep(rnorm(20, 0, 4), each = 4) + rnorm(80, 0, 6), 1)
  both <- suppressMessages(lmer(value ~ 1 + (1 | subject) + (1 | rater), level))
  if (VarCorr(both)$rater[1] < 1e-10 && VarCorr(both)$subject[1] > 1) break
}
stopifnot(seed < 50)

out <- list(
  source = paste0(R.version.string, "; lme4 ", packageVersion("lme4"), " (rater_effects.R). Data: ",
    "Penicillin and a part of InstEval from lme4; the others are made up in the script."),
  penicillin = list(data = data_of(penicillin), random = random(model, penicillin), fixed = fixed(penicillin)),
  lectures = list(data = data_of(inst), random = random(model, inst), fixed = fixed(inst)),
  units = list(data = data_of(units), random = random(model, units), fixed = fixed(units)),
  islands = list(data = data_of(islands), island = as.integer(islands$island),
    random = random(y ~ 0 + island + (1 | subject) + (1 | rater), islands),
    fixed = lapply(split(islands, islands$island), fixed)),
  level = list(data = data_of(level), random = random(y ~ 1 + (1 | subject), level, zero = "rater")))
cat(toJSON(out, digits = NA, auto_unbox = TRUE), file = "rater_effects.json")
